-- Takes accounts out of the line.
-- ARGV  3... accounts
-- Reply {'OK'}  {'LOST'}
if lost() then return { 'LOST' } end
for i = 3, #ARGV do
  redis.call('ZREM', line, ARGV[i])
  if redis.call('HEXISTS', admitted, ARGV[i]) == 0 then redis.call('ZREM', seen, ARGV[i]) end
end
return { 'OK' }
