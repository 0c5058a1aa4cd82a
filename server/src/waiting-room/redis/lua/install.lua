-- Puts a rebuilt room in place of what there is. A bucket of another server's memory goes too.
-- KEYS  1 to 5 as everywhere  6-8 temporary admissions, line, seen
-- Reply {'OK'}
if lost() then redis.call('DEL', bucket, ended) end
redis.call('DEL', admitted, line, seen)
for i = 1, 3 do
  if redis.call('EXISTS', KEYS[5 + i]) == 1 then
    redis.call('RENAME', KEYS[5 + i], KEYS[i])
    redis.call('PERSIST', KEYS[i])
  end
end
local listed = redis.call('HGETALL', admitted)
for i = 1, #listed, 2 do
  if is_over(listed[i], (parse(listed[i + 1]))) then
    redis.call('HDEL', admitted, listed[i])
    redis.call('ZREM', seen, listed[i])
  end
end
redis.call('HSET', admitted, '#', ARGV[1])
return { 'OK' }
