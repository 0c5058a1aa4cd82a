-- POPULAR-1 to POPULAR-4: one person's search.
-- ARGV  6 term  7 spelling  8 person  9 the person's former name ('' = none)  10 most searches of a
--       person  11 people from which a day is written down  12 most spellings
-- Reply {'COUNTED'|'REPEATED'|'LIMIT'|'EMPTY'|'AGAIN'}
local term, spelling, person, former = ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local stop = unsettled()
if stop then return stop end

if former ~= '' and redis.call('ZSCORE', SEEN, former .. '|' .. term) then person = former end
local member = person .. '|' .. term
local last = redis.call('ZSCORE', SEEN, member)
if last then
  redis.call('ZADD', SEEN, text(now), member)
  add_step(tonumber(last), term, -1)
  add_step(now, term, 1)
  return { 'REPEATED' }
end
if tonumber(redis.call('HGET', PERSONS, person) or '0') >= tonumber(ARGV[10]) then
  return { 'LIMIT' }
end

redis.call('ZADD', SEEN, text(now), member)
redis.call('ZINCRBY', TERMS, 1, term)
add(PERSONS, person, 1)
add_step(now, term, 1)

local spellings, known, kinds = {}, false, 0
local before = redis.call('HGET', SPELLINGS, term) or ''
for one, count in string.gmatch(before, '([^\n]+)\n(%d+)') do
  if one == spelling then
    known = true
    count = tonumber(count) + 1
  end
  kinds = kinds + 1
  spellings[#spellings + 1] = one .. '\n' .. count
end
if not known and kinds < tonumber(ARGV[12]) then spellings[#spellings + 1] = spelling .. '\n1' end
redis.call('HSET', SPELLINGS, term, table.concat(spellings, '\n'))

local day = math.floor(now / DAY_MS)
local entry = text(day) .. '|' .. term
local people = redis.call('HINCRBY', DAYS, entry, 1)
if people == 1 then redis.call('ZADD', OLD, day, entry) end
if people >= tonumber(ARGV[11]) then redis.call('SADD', DIRTY, entry) end
return { 'COUNTED' }
