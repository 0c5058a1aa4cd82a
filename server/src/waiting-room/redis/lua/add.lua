-- Puts accounts into the line, unless they have been let in.
-- ARGV  3 account  4 place  5 account  6 place  ...
-- Reply {'OK'}  {'LOST'}
if lost() then return { 'LOST' } end
local now = text(clock())
for i = 3, #ARGV, 2 do
  if redis.call('HEXISTS', admitted, ARGV[i]) == 0 then
    redis.call('ZADD', line, ARGV[i + 1], ARGV[i])
    redis.call('ZADD', seen, now, ARGV[i])
  end
end
return { 'OK' }
