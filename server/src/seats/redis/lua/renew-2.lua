-- HOLD-5: renew a hold up to its cap.
-- KEYS  1 bits  2 expiring holds
-- ARGV  1 incarnation  2 now  3 epoch of the token  4 member  5 ttl ms
-- Reply {'OK', epoch, version, expiresAt}  {'GONE', epoch, version}  {'LOST'}
local now = clock(ARGV[2])
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local _, epoch = header(KEYS[1])
local score = redis.call('ZSCORE', KEYS[2], ARGV[4])
if epoch ~= tonumber(ARGV[3]) or not score or tonumber(score) <= now then
  return reply(KEYS[1], 'GONE')
end
local _, cap = parse_member(ARGV[4])
local expires = math.min(now + tonumber(ARGV[5]), cap)
redis.call('ZADD', KEYS[2], 'XX', text(expires), ARGV[4])
return reply(KEYS[1], 'OK', expires)
