-- Shared by every script of the waiting room.
-- KEYS  1 admissions: account -> 'number|until|entered', '#' -> the server's incarnation
--       2 line: account by place  3 seen: account by when it was last here
--       4 bucket: tokens, at, pace  5 ended: account -> number of its last admission that ended
-- ARGV  1 incarnation  2 now ('' = server time); what follows is the script's own
local admitted, line, seen, bucket, ended = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

local function clock()
  if ARGV[2] ~= '' then return tonumber(ARGV[2]) end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function text(number)
  return string.format('%.0f', number)
end

-- What another server's memory has left behind is not believed (EPOCH-3).
local function lost()
  return redis.call('HGET', admitted, '#') ~= ARGV[1]
end

-- WAIT-4: what was read before an end must not bring it back.
local function is_over(account, number)
  return number <= tonumber(redis.call('HGET', ended, account) or 0)
end

local function parse(entry)
  local number, till, entered = string.match(entry or '', '^(%d+)|(%d+)|([01])$')
  return tonumber(number), tonumber(till), entered == '1'
end
