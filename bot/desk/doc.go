// Package desk is the web front for the people behind the bot: the agents' desk, where escalated
// conversations are taken, answered and resolved, and the insight page.
//
// Pages are server-rendered (html/template), in Chinese and English, and work without script; one
// small ES module makes them live. The server sends the whole state of what is shown when a page
// connects and afterwards the parts that changed, so nothing has to be replayed and drafts survive.
//
// Invariants:
//
//   - Every route names its guard where it is registered (routes.go); a route without one does not
//     start.
//   - The desk never writes to a conversation: actions go through [Actions], that is through the
//     conversation's own inbox, and their outcome is read back.
//   - What customers wrote is only ever rendered by html/template; no log line carries it.
//   - The Content-Security-Policy allows no inline script or style and no other origin.
//
// The program's command wires it; nothing else of Huiyin imports it but for its subpackage live.
package desk
