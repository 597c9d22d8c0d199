// Package api is the HTTP interface for the insurer's own systems, under /v1/: events come in,
// cases are listed, taken, answered and resolved, so that an existing CRM can be the desk.
//
// Everything but the description (/v1/openapi.json) needs the bearer key, compared in constant
// time. Errors are JSON: {"error":{"code","message"}}.
package api
