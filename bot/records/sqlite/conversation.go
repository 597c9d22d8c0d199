package sqlite

import (
	"context"
	"fmt"

	"huiyin/bot/records"
)

const conversationColumns = `id, conv, channel, customer, invitation, survey, version, title, touchpoint, journey,
	lang, state, disposition, vars, started_at, ended_at, updated_at`

func conversationFields(c *records.Conversation) []any {
	return []any{
		&c.ID, &c.Conv, &c.Channel, &c.Customer, &c.Invitation, &c.Survey, &c.Version, &c.Title, &c.Touchpoint, &c.Journey,
		&c.Lang, &c.State, &c.Disposition,
		object{&c.Vars},
		stamp{&c.StartedAt},
		stamp{&c.EndedAt},
		stamp{&c.UpdatedAt},
	}
}

var putConversation = insert("rec_conversation", conversationColumns) + ` ON CONFLICT (id)` +
	replacing(conversationColumns) + ` WHERE excluded.updated_at >= updated_at`

// Conversation gives one conversation and its answers in the order of the questions.
func (s *Store) Conversation(ctx context.Context, id string) (c records.Conversation, answers []records.Answer, err error) {
	err = s.db.Reader().QueryRowContext(ctx,
		`SELECT `+conversationColumns+` FROM rec_conversation WHERE id = ?`, id).Scan(conversationFields(&c)...)
	if err != nil {
		return c, nil, fmt.Errorf("read conversation: %w", notFound(err))
	}
	answers, err = all(ctx, s, scanAnswer,
		`SELECT `+answerColumns+` FROM rec_answer WHERE conversation = ? ORDER BY seq, round, n`, id)
	if err != nil {
		return c, nil, fmt.Errorf("read answers: %w", err)
	}
	return c, answers, nil
}
