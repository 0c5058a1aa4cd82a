-- They are written down; days before yesterday that are, or never will be, are forgotten.
-- ARGV  6 name of the life, then of each 'day|term', people
-- Reply {'OK'}
if redis.call('HGET', LIFE, 'name') ~= ARGV[6] then return { 'OK' } end
for i = 7, #ARGV, 2 do
  if redis.call('HGET', DAYS, ARGV[i]) == ARGV[i + 1] then redis.call('SREM', DIRTY, ARGV[i]) end
end
local before_yesterday = math.floor(now / DAY_MS) - 2
for _, entry in ipairs(redis.call('ZRANGEBYSCORE', OLD, '-inf', before_yesterday, 'LIMIT', 0, batch)) do
  if redis.call('SISMEMBER', DIRTY, entry) == 0 then
    redis.call('HDEL', DAYS, entry)
    redis.call('ZREM', OLD, entry)
  end
end
return { 'OK' }
