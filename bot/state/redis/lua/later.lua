-- queue, conversation, id, ms
-- The head can be handed out again after that time.
if isHead(ARGV[1], ARGV[2], ARGV[3]) then
  redis.call('ZADD', p .. ARGV[1] .. 'at', ms(now + ARGV[4]), ARGV[2])
end
return 0
