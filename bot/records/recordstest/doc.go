// Package recordstest is the contract of package records told as stories. Every backend passes it.
package recordstest
