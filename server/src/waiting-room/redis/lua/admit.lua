-- Out of the line and into the list; never back to an earlier number, nor to one that has ended.
-- ARGV  3 account  4 'number|until|entered'  5 account  6 ...
-- Reply {'OK'}  {'LOST'}
if lost() then return { 'LOST' } end
local now = text(clock())
for i = 3, #ARGV, 2 do
  local number = parse(ARGV[i + 1])
  if not is_over(ARGV[i], number) then
    redis.call('ZREM', line, ARGV[i])
    redis.call('ZADD', seen, now, ARGV[i])
    local before, _, entered = parse(redis.call('HGET', admitted, ARGV[i]) or '')
    if not before or before < number or (before == number and not entered) then
      redis.call('HSET', admitted, ARGV[i], ARGV[i + 1])
    end
  end
end
return { 'OK' }
