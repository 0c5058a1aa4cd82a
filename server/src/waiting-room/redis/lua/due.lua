-- Whose time is up, and who has not been here for long.
-- ARGV  3 grace ms  4 batch
-- Reply {'OK', now, {account, entry, ...}, {absent...}}  {'LOST'}
if lost() then return { 'LOST' } end
local now = clock()
local batch = tonumber(ARGV[4])
local all = redis.call('HGETALL', admitted)
local over = {}
for i = 1, #all, 2 do
  local _, till = parse(all[i + 1])
  if till and till <= now and #over < 2 * batch then
    over[#over + 1] = all[i]
    over[#over + 1] = all[i + 1]
  end
end
local before = text(now - tonumber(ARGV[3]))
return { 'OK', now, over, redis.call('ZRANGEBYSCORE', seen, '-inf', before, 'LIMIT', 0, batch) }
