-- HOLD-6: give a hold back.
-- KEYS  1 bits  2 expiring holds  3 holders
-- ARGV  1 incarnation  2 epoch of the token  3 member
-- Reply {'OK', epoch, version, seats}  {'GONE', epoch, version}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local _, epoch = header(KEYS[1])
if epoch ~= tonumber(ARGV[2]) or redis.call('ZREM', KEYS[2], ARGV[3]) == 0 then
  return reply(KEYS[1], 'GONE')
end
local holder, _, seats = parse_member(ARGV[3])
drop_line(KEYS[3], holder, ARGV[3], -#seats)
set_seats(KEYS[1], seats, 0)
return reply(KEYS[1], 'OK', seats)
