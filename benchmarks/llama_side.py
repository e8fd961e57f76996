"""The other side of `benchmarks.rivals`, in LlamaIndex's own environment: articles in, searchable, and asked.

    python benchmarks/llama_side.py ROWS FOLDER STORE

ROWS is JSONL with `text` and `title`. STORE is `default` (LlamaIndex's own vector store in memory, written
to FOLDER at the end) or `chroma` (in FOLDER). The embedder is ours, so both sides make vectors at one cost.
Prints one JSON object: seconds, passages, and the median seconds of a question.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import chromadb
from chromadb.config import Settings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.vector_stores.types import BasePydanticVectorStore
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from agent.providers.static import StaticEmbedder

TOP = 10


class Ours(BaseEmbedding):  # type: ignore[misc]  # LlamaIndex is in no environment of ours
    """The shipped embedder as LlamaIndex calls it."""

    _real: StaticEmbedder = PrivateAttr(default_factory=StaticEmbedder)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in row] for row in self._real.passages(texts)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(number) for number in self._real.question(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def chroma(folder: Path) -> BasePydanticVectorStore:
    """Return LlamaIndex's store on a Chroma collection in a folder."""
    settings = Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(str(folder), settings=settings)
    return ChromaVectorStore(chroma_collection=client.create_collection("articles"))


def main(rows: Path, folder: Path, store: str) -> None:
    """Take the rows in, ask some of their titles, and print what it took."""
    told = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    embedder = Ours(embed_batch_size=1000)
    embedder.get_text_embedding("A word.")
    began = perf_counter()
    documents = [Document(text=row["text"], metadata={"title": row["title"]}) for row in told]
    keeper = StorageContext.from_defaults(vector_store=chroma(folder) if store == "chroma" else None)
    index = VectorStoreIndex.from_documents(documents, storage_context=keeper, embed_model=embedder)
    if store == "default":
        index.storage_context.persist(str(folder))
    seconds = perf_counter() - began
    finder, asked = index.as_retriever(similarity_top_k=TOP), []
    for row in told[:30]:
        began = perf_counter()
        finder.retrieve(row["title"])
        asked.append(perf_counter() - began)
    passages = len(index.docstore.docs) or chroma_count(keeper)
    print(json.dumps({"seconds": seconds, "passages": passages, "question": median(asked)}))


def chroma_count(keeper: StorageContext) -> int:
    """Return how many passages the Chroma collection holds: LlamaIndex keeps no list of its own then."""
    return int(keeper.vector_store.client.count())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
