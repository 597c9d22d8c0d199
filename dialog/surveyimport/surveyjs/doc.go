// Package surveyjs reads the JSON of SurveyJS surveys as drafts of ours.
//
// Source: the documentation of the SurveyJS Form Library (surveyjs.io): “Survey JSON schema”, “Question
// types”, “Conditional logic and dynamic texts”, “Localization”.
package surveyjs
