-- conversation
-- Removes everything about it. Streams are read in pieces, to keep the reply small.
local conv = ARGV[1]
for _, queue in ipairs({ 'in', 'out' }) do
  local n = redis.call('LLEN', p .. queue .. ':' .. conv)
  redis.call('HINCRBY', p .. 'count', queue, 0 - n)
  redis.call('HDEL', p .. queue .. 'tries', conv)
  redis.call('ZREM', p .. queue .. 'at', conv)
  redis.call('DEL', p .. queue .. ':' .. conv)
end
redis.call('ZREM', p .. 'timer', conv)
for _, key in ipairs({ 'session:', 'seen:', 'gap:' }) do redis.call('DEL', p .. key .. conv) end
for _, stream in ipairs({ 'events', 'dead' }) do
  local from = '-'
  repeat
    local got = redis.call('XRANGE', p .. stream, from, '+', 'COUNT', 500)
    for _, e in ipairs(got) do
      if e[2][2] == conv then redis.call('XDEL', p .. stream, e[1]) end
      from = '(' .. e[1]
    end
  until #got == 0
end
return 0
