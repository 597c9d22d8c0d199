// Package catalog holds the surveys that can be begun, and the older versions that unfinished
// sessions are pinned to.
package catalog
