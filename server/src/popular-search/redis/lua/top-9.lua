-- The most searched terms now, and at the last step.
-- ARGV  6 how many
-- Reply {'OK', 'term LF people LF …' then, spellings …, term, people, …}  {'EMPTY'|'AGAIN'}
local stop = unsettled()
if stop then return stop end

local found = top(tonumber(ARGV[6]))
local reply = { 'OK', redis.call('HGET', LIFE, 'before') or '' }
for i = 1, #found, 2 do reply[#reply + 1] = redis.call('HGET', SPELLINGS, found[i]) or '' end
for i = 1, #found do reply[#reply + 1] = found[i] end
return reply
