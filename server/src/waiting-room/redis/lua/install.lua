-- Puts a rebuilt room in place of what there is. A bucket of another server's memory goes too.
-- KEYS  1 to 4 as everywhere  5-7 temporary admissions, line, seen
-- Reply {'OK'}
if lost() then redis.call('DEL', bucket) end
redis.call('DEL', admitted, line, seen)
for i = 1, 3 do
  if redis.call('EXISTS', KEYS[4 + i]) == 1 then
    redis.call('RENAME', KEYS[4 + i], KEYS[i])
    redis.call('PERSIST', KEYS[i])
  end
end
redis.call('HSET', admitted, '#', ARGV[1])
return { 'OK' }
