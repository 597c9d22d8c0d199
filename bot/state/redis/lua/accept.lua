-- conversation, id, body, ms to remember ids, most waiting, process
-- Gives 1 accepted, 0 accepted before, -1 full.
local conv, id = ARGV[1], ARGV[2]
local seen = p .. 'seen:' .. conv
if redis.call('ZSCORE', seen, id) then return 0 end
if redis.call('LLEN', p .. 'in:' .. conv) >= tonumber(ARGV[5]) then return -1 end
redis.call('ZADD', seen, ms(now), id)
redis.call('ZREMRANGEBYSCORE', seen, '-inf', '(' .. ms(now - ARGV[4]))
redis.call('PEXPIRE', seen, ARGV[4])
if push('in', conv, id, ARGV[3]) then
  redis.call('ZADD', p .. 'inat', ms(now), conv)
  news('i', ARGV[6])
end
return 1
