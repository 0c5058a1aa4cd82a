-- WAIT-3: how many of `wanted` the rate lets in now. The same as bucket.ts.
-- ARGV  3 rate a minute  4 wanted  5 burst ms  6 pace ms
-- Reply {'OK', granted, now}  {'LOST'}
if lost() then return { 'LOST' } end
local now = clock()
local rate = tonumber(ARGV[3]) / 60000
local kept = redis.call('HMGET', bucket, 'tokens', 'at', 'pace')
local passed = math.max(0, now - tonumber(kept[2] or now))
local most = math.max(1, rate * tonumber(ARGV[5]))
local filled = math.min(tonumber(kept[1] or 0) + rate * passed, most)
local granted = math.min(math.floor(filled), tonumber(ARGV[4]))
redis.call('HSET', bucket, 'tokens', string.format('%.17g', filled - granted), 'at', text(now))
if redis.call('ZCARD', line) > 0 then
  local reach = tonumber(ARGV[6])
  local pace = tonumber(kept[3] or rate) * math.exp(-passed / reach) + granted / reach
  redis.call('HSET', bucket, 'pace', string.format('%.17g', pace))
end
return { 'OK', granted, now }
