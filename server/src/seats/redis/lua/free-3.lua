-- FREE-2: those of the given seats that the record lists become free and leave the record.
-- KEYS  1 bits  2 order records  3 holders
-- ARGV  1 incarnation  2 owner id  3 lowest epoch the event may be delivered to  4 seats
-- Reply {'OK'|'NONE', epoch, version}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local _, epoch = header(KEYS[1])
if epoch < tonumber(ARGV[3]) then return { 'LOST' } end
local record = redis.call('HGET', KEYS[2], ARGV[2])
if not record then return reply(KEYS[1], 'NONE') end
local holder, listed, pinned = string.match(record, '^([^|]*)|([%d,]*)|(%d+)$')
local wanted = {}
for _, seat in ipairs(split(ARGV[4])) do wanted[seat] = true end
local leaving, staying = {}, {}
for _, seat in ipairs(split(listed)) do
  if wanted[seat] then leaving[#leaving + 1] = seat else staying[#staying + 1] = seat end
end
if #leaving == 0 then return reply(KEYS[1], 'NONE') end
if #staying == 0 then
  redis.call('HDEL', KEYS[2], ARGV[2])
else
  redis.call('HSET', KEYS[2], ARGV[2],
    holder .. '|' .. table.concat(staying, ',') .. '|' .. pinned)
end
if holder ~= '' then
  local count, lines = read_holder(KEYS[3], holder)
  write_holder(KEYS[3], holder, count - #leaving, lines)
end
set_seats(KEYS[1], leaving, 0)
return reply(KEYS[1], 'OK')
