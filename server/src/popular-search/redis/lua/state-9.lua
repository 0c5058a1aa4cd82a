-- What restore-9 can begin with again: the most searched terms by the step of each last search.
-- ARGV  6 how many
-- Reply {'OK', now, step, 'term LF people LF …' at that step, then of each term
--        term, spellings, 'step LF people LF …', …}  {'EMPTY'|'AGAIN'}
local stop = unsettled()
if stop then return stop end

local life = redis.call('HMGET', LIFE, 'step', 'before')
local reply = { 'OK', text(now), life[1], life[2] or '' }
local found = top(tonumber(ARGV[6]))
for i = 1, #found, 2 do
  local term, steps = found[i], {}
  for step = step_of(now - window), step_of(now) do
    local people = redis.call('HGET', STEPS, text(step) .. '|' .. term)
    if people then steps[#steps + 1] = text(step) .. '\n' .. people end
  end
  reply[#reply + 1] = term
  reply[#reply + 1] = redis.call('HGET', SPELLINGS, term) or ''
  reply[#reply + 1] = table.concat(steps, '\n')
end
return reply
