-- HOLD-10: a holder's live holds.
-- KEYS  1 bits  2 expiring holds  3 holders
-- ARGV  1 incarnation  2 now  3 holder
-- Reply {'OK', epoch, version, {member, expiresAt, ...}}  {'LOST'}
if not current(KEYS[1], ARGV[1]) then return { 'LOST' } end
local now = clock(ARGV[2])
local _, lines = read_holder(KEYS[3], ARGV[3])
local live = {}
for i = 1, #lines do
  local member = line_member(lines[i])
  local score = redis.call('ZSCORE', KEYS[2], member)
  if score and tonumber(score) > now then
    live[#live + 1] = member
    live[#live + 1] = tonumber(score)
  end
end
return reply(KEYS[1], 'OK', live)
