-- FREE-2: the seats of an order's record become sold.
-- KEYS  1 bits  2 order records
-- ARGV  1 incarnation  2 owner id  3 lowest epoch the event may be delivered to
-- Reply {'OK'|'NONE', epoch, version}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local _, epoch = header(KEYS[1])
if epoch < tonumber(ARGV[3]) then return { 'LOST' } end
local record = redis.call('HGET', KEYS[2], ARGV[2])
if not record then return reply(KEYS[1], 'NONE') end
set_seats(KEYS[1], split(string.match(record, '|([%d,]*)|')), 2)
return reply(KEYS[1], 'OK')
