-- POPULAR-8: begins a life, where none has begun, with what is left of the one before.
-- ARGV  6 name  7 step  8 'term LF people LF …' at that step, then four for each step of a term:
--       term, spelling, people, time
-- Reply {'OK'}
if redis.call('EXISTS', LIFE) == 1 then return { 'OK' } end
redis.call('HSET', LIFE, 'name', ARGV[6], 'step', ARGV[7], 'before', ARGV[8])
for i = 9, #ARGV, 4 do
  local term, people, time = ARGV[i], ARGV[i + 2], tonumber(ARGV[i + 3])
  redis.call('ZADD', SEEN, text(time), '#' .. people .. ':' .. text(step_of(time)) .. '|' .. term)
  redis.call('ZINCRBY', TERMS, people, term)
  redis.call('HSET', SPELLINGS, term, ARGV[i + 1] .. '\n1')
  add_step(time, term, people)
end
return { 'OK' }
