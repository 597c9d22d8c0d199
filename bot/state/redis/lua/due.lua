-- most, prefix of ids, ms to remember ids, process
-- Puts the message of each timer that has come into its inbox and clears the timer. Gives the ms
-- until the next one comes, then the number fired.
local due = redis.call('ZRANGEBYSCORE', p .. 'timer', '-inf', ms(now), 'WITHSCORES', 'LIMIT', 0, ARGV[1])
for i = 1, #due, 2 do
  local conv, at = due[i], tonumber(due[i + 1])
  local seen = p .. 'seen:' .. conv
  while redis.call('ZSCORE', seen, ARGV[2] .. ms(at)) do at = at + 1 end
  local id = ARGV[2] .. ms(at)
  redis.call('ZADD', seen, ms(now), id)
  redis.call('PEXPIRE', seen, ARGV[3])
  redis.call('ZREM', p .. 'timer', conv)
  if push('in', conv, id, '') then
    redis.call('ZADD', p .. 'inat', ms(now), conv)
    news('i', ARGV[4])
  end
end
return { untilFirst('timer'), #due / 2 }
