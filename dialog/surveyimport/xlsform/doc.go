// Package xlsform reads XLSForms, the spreadsheets in which ODK, KoboToolbox, SurveyCTO and others
// write surveys, as drafts of ours.
//
// Source: the XLSForm reference (xlsform.org), chapters “Basic format” to “Multiple language support”.
package xlsform
