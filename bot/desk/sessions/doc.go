// Package sessions keeps the desk's sign-ins in the bot's own database, so that agents stay signed
// in over a restart. It implements scs.Store; tokens arrive hashed (the desk sees to it).
package sessions
