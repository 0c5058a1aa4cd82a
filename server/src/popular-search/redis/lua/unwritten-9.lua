-- Day counts that changed since they were written down.
-- ARGV  6 how many
-- Reply {'OK', name of the life, then of each 'day|term', people, spellings, …}  {'EMPTY'|'AGAIN'}
local stop = unsettled()
if stop then return stop end

local reply = { 'OK', redis.call('HGET', LIFE, 'name') }
for _, entry in ipairs(redis.call('SRANDMEMBER', DIRTY, ARGV[6])) do
  local _, term = read(entry)
  reply[#reply + 1] = entry
  reply[#reply + 1] = redis.call('HGET', DAYS, entry) or '0'
  reply[#reply + 1] = redis.call('HGET', SPELLINGS, term) or ''
end
return reply
