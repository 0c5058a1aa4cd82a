-- HOLD-7: clear holds whose time is up.
-- KEYS  1 bits  2 expiring holds  3 holders
-- ARGV  1 incarnation  2 now  3 batch
-- Reply {'OK', epoch, version, members, 1 when further ones have run out}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local cleared, more = clear_expired(KEYS[1], KEYS[2], KEYS[3], clock(ARGV[2]), tonumber(ARGV[3]))
return reply(KEYS[1], 'OK', cleared, more and 1 or 0)
