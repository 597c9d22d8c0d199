// Package npmpeer runs programs of the npm registry as peers in tests: what others wrote, to hold our
// reading of a vendor's documents against.
package npmpeer
