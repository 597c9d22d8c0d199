// Package browsertest drives pages in a headless Chromium for tests of the web front.
//
// A [Page] is one person's browser: its own cookies, its own storage. Any console error, uncaught
// exception or violation of the Content-Security-Policy fails the test at its end, unless the test
// said that it expects it. Without a Chromium on the machine tests are skipped, or fail where CI
// is set.
package browsertest
