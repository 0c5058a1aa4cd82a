-- Whose time is up, and who has not been here for long.
-- ARGV  3 grace ms  4 batch
-- Reply {'OK', now, {account, entry, ...}, {absent, entry or '', ...}}  {'LOST'}
if lost() then return { 'LOST' } end
local now = clock()
local all = redis.call('HGETALL', admitted)
local over = {}
for i = 1, #all, 2 do
  local _, till = parse(all[i + 1])
  if till and till <= now then
    over[#over + 1] = all[i]
    over[#over + 1] = all[i + 1]
  end
end
local before = text(now - tonumber(ARGV[3]))
local away = redis.call('ZRANGEBYSCORE', seen, '-inf', before, 'LIMIT', 0, tonumber(ARGV[4]))
local absent = {}
for i = 1, #away do
  absent[#absent + 1] = away[i]
  absent[#absent + 1] = redis.call('HGET', admitted, away[i]) or ''
end
return { 'OK', now, over, absent }
