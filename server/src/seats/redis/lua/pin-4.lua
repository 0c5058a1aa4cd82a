-- PIN-1: turn holds into the record of an order; from here no timer frees the seats.
-- KEYS  1 bits  2 expiring holds  3 order records  4 holders
-- ARGV  1 incarnation  2 now  3 order id  4 holder  5... epoch and member of each hold
-- Reply {'OK'|'ALREADY', epoch, version, seats}  {'GONE', epoch, version}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local now, order, holder = clock(ARGV[2]), ARGV[3], ARGV[4]
local existing = redis.call('HGET', KEYS[3], order)
if existing then
  local owner, seats = string.match(existing, '^([^|]*)|([%d,]*)|')
  if owner ~= holder then return reply(KEYS[1], 'GONE') end
  return reply(KEYS[1], 'ALREADY', split(seats))
end
local _, epoch = header(KEYS[1])
local all = {}
for i = 5, #ARGV, 2 do
  local score = redis.call('ZSCORE', KEYS[2], ARGV[i + 1])
  if tonumber(ARGV[i]) ~= epoch or not score or tonumber(score) <= now then
    return reply(KEYS[1], 'GONE')
  end
  local _, _, seats = parse_member(ARGV[i + 1])
  for j = 1, #seats do all[#all + 1] = seats[j] end
end
if #all == 0 then return reply(KEYS[1], 'GONE') end
table.sort(all)
for i = 5, #ARGV, 2 do
  redis.call('ZREM', KEYS[2], ARGV[i + 1])
  drop_line(KEYS[4], holder, ARGV[i + 1], 0)
end
redis.call('HSET', KEYS[3], order, holder .. '|' .. table.concat(all, ',') .. '|' .. text(now))
return reply(KEYS[1], 'OK', all)
