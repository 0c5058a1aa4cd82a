-- Off the list, where the account still has that number, and never on it again with it.
-- ARGV  3 account  4 number
-- Reply {'OK'}  {'LOST'}
if lost() then return { 'LOST' } end
if not is_over(ARGV[3], tonumber(ARGV[4])) then redis.call('HSET', ended, ARGV[3], ARGV[4]) end
local number = parse(redis.call('HGET', admitted, ARGV[3]) or '')
if number == tonumber(ARGV[4]) then
  redis.call('HDEL', admitted, ARGV[3])
  redis.call('ZREM', seen, ARGV[3])
end
return { 'OK' }
