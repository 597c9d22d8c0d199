// Package redis is the backend of bot/state for several replicas: one Redis, Sentinel or Cluster.
//
// Every operation on a conversation is one Lua script (folder lua), atomic on the server and
// harmless when go-redis sends it again after a lost answer. Only Accept's answer may then differ:
// a message that was stored by the first try is reported as not fresh.
//
// Conversations are spread over 64 partitions by hash. All keys of partition 17 begin with
// "huiyin:{h17}:", and so lie in one slot of a cluster:
//
//	in:<conv>, out:<conv>      lists, the queues
//	inat, outat                sorted sets, when the head of each queue that is not empty may be had
//	intries, outtries          hashes, how often the head was handed out
//	session:<conv>             "<version>:<session>"
//	seen:<conv>                sorted set, message ids by ms of acceptance; expires
//	gap:<conv>                 ms until which nothing is sent, while the outbox is empty; expires
//	timer                      sorted set, conversations by ms of their timer
//	events, dead               streams, the journal and the dead letters
//	count                      hash, lengths of all queues
//
// Each quota of a survey has keys of its own, in one slot too: they begin with
// "huiyin:{quota:<survey>:<quota>}:".
//
//	places                     hash, the step by which each holder took its place
//	back:<holder>              the step by which a place was given back; expires
//
// News goes through the pub/sub channel "huiyin:news" as "<topic><partition>:<process>". A process
// asks only the partitions for which it knows something, and all of them once a second, because
// pub/sub may lose news.
//
// Times are Unix milliseconds of the server's clock.
//
// An acknowledged write is as safe as the server makes it: set appendonly yes, appendfsync always
// (or everysec, to lose up to a second at a power cut) and maxmemory-policy noeviction.
package redis
