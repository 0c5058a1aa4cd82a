-- BLOCK-1: take free seats off sale under a record of their own.
-- KEYS  1 bits  2 order records
-- ARGV  1 incarnation  2 now  3 owner id  4 seats
-- Reply {'OK'|'ALREADY'|'TAKEN', epoch, version, seats}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local existing = redis.call('HGET', KEYS[2], ARGV[3])
if existing then
  return reply(KEYS[1], 'ALREADY', split(string.match(existing, '|([%d,]*)|')))
end
local seats = split(ARGV[4])
local before = states(KEYS[1], seats)
local taken = {}
for i = 1, #seats do
  if before[i] ~= 0 then taken[#taken + 1] = seats[i] end
end
if #taken > 0 then return reply(KEYS[1], 'TAKEN', taken) end
table.sort(seats)
set_seats(KEYS[1], seats, 3)
redis.call('HSET', KEYS[2], ARGV[3],
  '|' .. table.concat(seats, ',') .. '|' .. text(clock(ARGV[2])))
return reply(KEYS[1], 'OK', seats)
