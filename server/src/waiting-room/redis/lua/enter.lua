-- From now the session of an admission runs, once.
-- ARGV  3 account  4 number  5 session ms
-- Reply {'OK', until}  {'GONE'}  {'LOST'}
if lost() then return { 'LOST' } end
local now = clock()
local number, till, entered = parse(redis.call('HGET', admitted, ARGV[3]) or '')
if number ~= tonumber(ARGV[4]) or till <= now then return { 'GONE' } end
if entered then return { 'OK', till } end
till = now + tonumber(ARGV[5])
redis.call('HSET', admitted, ARGV[3], text(number) .. '|' .. text(till) .. '|1')
return { 'OK', till }
