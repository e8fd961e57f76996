"""The network: MiniLM reads passage and claim together; the head looks at every word of the claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch  # type: ignore[import-not-found]  # only where we train
from torch import nn

LIMIT = 224
"""Most tokens of passage and claim together."""


class SupportNetwork(nn.Module):  # type: ignore[misc]  # torch is untyped where the product is checked
    """Returns a logit for "supported" and one for each token, "this word is not borne out".

    The second is for the training alone: it makes the network look for the place where a claim errs.
    """

    def __init__(self, folder: Path) -> None:
        """Load the encoder from a folder with its config and weights."""
        super().__init__()
        from transformers import BertModel  # type: ignore[import-not-found]  # only where we train

        self.encoder = BertModel.from_pretrained(str(folder), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.words = nn.Linear(width, 1)
        inner = nn.Linear(3 * width, width)
        self.whole = nn.Sequential(nn.Dropout(0.1), inner, nn.GELU(), nn.Linear(width, 1))

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any]:
        """Return logits of shape (pairs,) and (pairs, tokens); the claim is where `token_type_ids` is 1."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        claim = (token_type_ids * attention_mask).unsqueeze(-1).to(states.dtype)
        mean = (states * claim).sum(1) / claim.sum(1).clamp(min=1.0)
        most = (states * claim + (claim - 1.0) * 1e4).amax(1)
        both = torch.cat([states[:, 0], mean, most], dim=-1)
        return self.whole(both).squeeze(-1), self.words(states).squeeze(-1)


def load_network(encoder: Path, weights: Path) -> SupportNetwork:
    """Return the network with weights of the training or its checkpoint, ready to be asked."""
    network = SupportNetwork(encoder)
    state = torch.load(weights, weights_only=True)
    network.load_state_dict(state.get("network", state))
    network.eval()
    return network


def freeze(network: SupportNetwork, layers: int) -> None:
    """Hold the embeddings and the lowest layers as they are."""
    held = [network.encoder.embeddings, *network.encoder.encoder.layer[:layers]]
    for part in held:
        for weights in part.parameters():
            weights.requires_grad = False
