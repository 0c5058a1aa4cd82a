-- Where these accounts stand; whoever has a place counts as here just now.
-- ARGV  3... accounts
-- Reply {'OK', now, waiting, admitted, pace, found...}: found is the entry of the list, the number
--       of people ahead, or ''.  {'LOST'}
if lost() then return { 'LOST' } end
local now = clock()
local pace = redis.call('HGET', bucket, 'pace') or ''
local reply = { 'OK', now, redis.call('ZCARD', line), redis.call('HLEN', admitted) - 1, pace }
for i = 3, #ARGV do
  local found = redis.call('HGET', admitted, ARGV[i])
  if not found then found = redis.call('ZRANK', line, ARGV[i]) end
  if found then redis.call('ZADD', seen, text(now), ARGV[i]) end
  reply[#reply + 1] = found or ''
end
return reply
