-- Shared by every script of the popular searches. KEYS of each:
--  1 seen       sorted set  'person|term' (or '#people:step|term') by the time of the search
--  2 terms      sorted set  term by its people within the window
--  3 persons    hash        person -> how many searches count
--  4 spellings  hash        term -> 'spelling LF count LF …'
--  5 steps      hash        'step|term' -> people whose last search was in that step
--  6 life       hash        name; step; before: 'term LF people LF …' at the last step
--  7 days       hash        'day|term' -> people
--  8 old        sorted set  'day|term' by day
--  9 dirty      set         'day|term' that changed since it was written down
-- ARGV of each begin with  1 now ('' = server time)  2 window ms  3 step ms  4 batch  5 most before
local SEEN, TERMS, PERSONS, SPELLINGS, STEPS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local LIFE, DAYS, OLD, DIRTY = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local window, step_ms, batch = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local most_before = tonumber(ARGV[5])
local DAY_MS = 86400000

local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local now = clock(ARGV[1])

local function text(number)
  return string.format('%.0f', number)
end

local function step_of(time)
  return math.floor(time / step_ms)
end

-- Adds to a number of a hash; what comes to nothing is forgotten.
local function add(key, field, by)
  if redis.call('HINCRBY', key, field, by) <= 0 then redis.call('HDEL', key, field) end
end

local function add_step(time, term, by)
  add(STEPS, text(step_of(time)) .. '|' .. term, by)
end

-- Person, term, and how many people it stands for.
local function read(member)
  local bar = string.find(member, '|', 1, true)
  local person, term = string.sub(member, 1, bar - 1), string.sub(member, bar + 1)
  return person, term, tonumber(string.match(person, '^#(%d+):') or '1')
end

-- Searches up to that time count no more. False: there are more of them than one script may clear.
local function expire(til)
  local old = redis.call('ZRANGEBYSCORE', SEEN, '-inf', text(til), 'WITHSCORES', 'LIMIT', 0, batch)
  for i = 1, #old, 2 do
    local person, term, people = read(old[i])
    redis.call('ZREM', SEEN, old[i])
    add_step(tonumber(old[i + 1]), term, -people)
    if tonumber(redis.call('ZINCRBY', TERMS, -people, term)) <= 0 then
      redis.call('ZREM', TERMS, term)
      redis.call('HDEL', SPELLINGS, term)
    end
    if string.sub(person, 1, 1) ~= '#' then add(PERSONS, person, -1) end
  end
  return #old < 2 * batch
end

local function top(most)
  return redis.call('ZREVRANGE', TERMS, 0, most - 1, 'WITHSCORES')
end

-- What stops a script, or nil: the numbers are those of now.
local function unsettled()
  local last = redis.call('HGET', LIFE, 'step')
  if not last then return { 'EMPTY' } end
  local step = step_of(now)
  if step > tonumber(last) then
    if not expire(step * step_ms - window) then return { 'AGAIN' } end
    redis.call('HSET', LIFE, 'step', text(step), 'before', table.concat(top(most_before), '\n'))
  end
  if not expire(now - window) then return { 'AGAIN' } end
  return nil
end
