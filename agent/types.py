"""The nouns of the house, in the order the work flows. Each step has a file of its own in `agent/nouns/`.

Every record is frozen, refuses unknown fields and carries timezone-aware dates. Offsets are character
positions in `Article.text`, end exclusive. The sentence under a field is also what a model reads.
"""
# ruff: noqa: I001, RUF022 - in the order the work flows

from agent.nouns.record import Record
from agent.nouns.source import (
    Source,
    SourceKind,
    SourceState,
    Feed,
    FeedItem,
    FailedPage,
    MissingPage,
    PageLinks,
    Subscription,
    Subscriptions,
)
from agent.nouns.article import Article, Span, Passage
from agent.nouns.request import Window, Pick, Request, Evidence
from agent.nouns.found import FoundPassage, SearchReport
from agent.nouns.plan import PlanSection, Plan
from agent.nouns.claim import Citation, Claim, ClaimKind
from agent.nouns.draft import DraftClaim, DraftSection, Draft, RepairedClaim, Repair
from agent.nouns.verdict import Mention, Reason, Finding, Verdict, MentionKind, VerdictLabel
from agent.nouns.model import Prompt, Budget, Spent, ModelState, ModelCall, Reply, Meter, ChatModel
from agent.nouns.around import (
    FigureRow,
    TimelineEntry,
    DisagreementValue,
    Disagreement,
    SourceEntry,
    BlindSpots,
    Provenance,
)
from agent.nouns.edit import Edit, EditKind, EditReport, SentenceEdit
from agent.nouns.basis import Version, Said, Given, Rival, Rivals, Basis
from agent.nouns.briefing import (
    CheckedClaim,
    Section,
    Withheld,
    Briefing,
    CheckedSentence,
    CheckReport,
    SCHEMA_VERSION,
)
from agent.nouns.story import Story, StoryArticle, StoryChange, StoryPhase, StoryVersion, story_id
from agent.nouns.story import MergeCall, SplitCall
from agent.nouns.watch import Watch, WatchCall
from agent.nouns.chat import Step, StepKind, Shown, Turn, Conversation
from agent.nouns.spike import Contribution, Spike, Measure, Replay
from agent.nouns.answer import (
    Words,
    Progress,
    AnswerSentence,
    AnswerSource,
    AnswerPassage,
    Answer,
    BriefingLine,
    NumberedPassage,
    StoryReport,
    ToldSpike,
)
from agent.nouns.feedback import Feedback, FeedbackKind, Opinion
from agent.nouns.person import Person, Role, DaySpent
from agent.nouns.backup import Backup
from agent.nouns.digest import (
    ChannelName,
    EditionState,
    DeliveryState,
    ChangeKind,
    Schedule,
    Alert,
    PinnedFigure,
    Subject,
    Recipient,
    Digest,
    ToldClaim,
    Edition,
    ClaimChange,
    Correction,
    Delivery,
    File,
    FileKind,
    Enclosed,
    Issue,
    Due,
    Run,
    edition_key,
    ASKED,
    CORRECTION,
)
from agent.nouns.pack import (
    PackedPassage,
    PackedArticle,
    PackedSection,
    PackedBy,
    Copy,
    Digests,
    Pack,
    PACK_VERSION,
)
from agent.nouns.call import (
    NOTICE,
    AskedOf,
    SearchCall,
    BriefCall,
    RewriteCall,
    CheckCall,
    StoriesCall,
    SpikesCall,
    AskCall,
    Quoted,
    CallAnswer,
    SearchAnswer,
    BriefAnswer,
    CheckAnswer,
    StoriesAnswer,
    SpikeSeen,
    SpikesAnswer,
    AskAnswer,
)

__all__ = [
    "Record",
    # source
    "Source",
    "SourceKind",
    "SourceState",
    "Feed",
    "FeedItem",
    "FailedPage",
    "MissingPage",
    "PageLinks",
    "Subscription",
    "Subscriptions",
    "Article",
    "Span",
    "Passage",
    # request
    "Window",
    "Pick",
    "Request",
    "Evidence",
    "FoundPassage",
    "SearchReport",
    "PlanSection",
    "Plan",
    # claim
    "Citation",
    "Claim",
    "ClaimKind",
    # draft
    "DraftClaim",
    "DraftSection",
    "Draft",
    "RepairedClaim",
    "Repair",
    # verdict
    "Mention",
    "Reason",
    "Finding",
    "Verdict",
    "MentionKind",
    "VerdictLabel",
    # model
    "Prompt",
    "Budget",
    "Spent",
    "ModelState",
    "ModelCall",
    "Reply",
    "Meter",
    "ChatModel",
    "FigureRow",
    "TimelineEntry",
    "DisagreementValue",
    "Disagreement",
    "SourceEntry",
    "BlindSpots",
    "Provenance",
    # basis
    "Version",
    "Said",
    "Given",
    "Rival",
    "Rivals",
    "Basis",
    "Edit",
    "EditKind",
    "EditReport",
    "SentenceEdit",
    # briefing
    "CheckedClaim",
    "Section",
    "Withheld",
    "Briefing",
    "CheckedSentence",
    "CheckReport",
    "SCHEMA_VERSION",
    # story
    "Story",
    "StoryArticle",
    "StoryChange",
    "StoryPhase",
    "StoryVersion",
    "story_id",
    "MergeCall",
    "SplitCall",
    # watch
    "Watch",
    "WatchCall",
    "Step",
    "StepKind",
    "Shown",
    "Turn",
    "Conversation",
    # spike
    "Contribution",
    "Spike",
    "Measure",
    "Replay",
    # answer
    "Words",
    "Progress",
    "AnswerSentence",
    "AnswerSource",
    "AnswerPassage",
    "Answer",
    "BriefingLine",
    "NumberedPassage",
    "StoryReport",
    "ToldSpike",
    # feedback
    "Feedback",
    "FeedbackKind",
    "Opinion",
    "Person",
    "Role",
    "DaySpent",
    # digest
    "ChannelName",
    "EditionState",
    "DeliveryState",
    "ChangeKind",
    "Schedule",
    "Alert",
    "PinnedFigure",
    "Subject",
    "Recipient",
    "Digest",
    "ToldClaim",
    "Edition",
    "ClaimChange",
    "Correction",
    "Delivery",
    "File",
    "FileKind",
    "Enclosed",
    "Issue",
    "Due",
    "Run",
    "edition_key",
    "ASKED",
    "CORRECTION",
    # pack
    "PackedPassage",
    "PackedArticle",
    "PackedSection",
    "PackedBy",
    "Copy",
    "Digests",
    "Pack",
    "PACK_VERSION",
    # call
    "NOTICE",
    "AskedOf",
    "SearchCall",
    "BriefCall",
    "RewriteCall",
    "CheckCall",
    "StoriesCall",
    "SpikesCall",
    "AskCall",
    "Quoted",
    "CallAnswer",
    "SearchAnswer",
    "BriefAnswer",
    "CheckAnswer",
    "StoriesAnswer",
    "SpikeSeen",
    "SpikesAnswer",
    "AskAnswer",
    # backup
    "Backup",
]
