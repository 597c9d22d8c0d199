-- queue, most, ms of lease, '1' to give sessions too
-- Gives the ms until the next one can be had, then conversation, tries, entry, session for each.
local queue, zset = ARGV[1], p .. ARGV[1] .. 'at'
local got = { 0 }
for _, conv in ipairs(redis.call('ZRANGEBYSCORE', zset, '-inf', ms(now), 'LIMIT', 0, ARGV[2])) do
  local head = redis.call('LINDEX', p .. queue .. ':' .. conv, 0)
  if head then
    redis.call('ZADD', zset, ms(now + ARGV[3]), conv)
    got[#got + 1] = conv
    got[#got + 1] = redis.call('HINCRBY', p .. queue .. 'tries', conv, 1)
    got[#got + 1] = head
    got[#got + 1] = ARGV[4] == '1' and redis.call('GET', p .. 'session:' .. conv) or ''
  else
    redis.call('ZREM', zset, conv)
  end
end
got[1] = untilFirst(queue .. 'at')
return got
