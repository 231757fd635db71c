"""`check` says whether this machine can train and chat with a model, or what stands in the way."""

import json
import shutil
from pathlib import Path

from .support import EngineTests


class CheckTests(EngineTests):
    def test_a_model_that_can_be_trained(self):
        (found,) = self.ask("check", {"model": str(self.model())})
        self.assertEqual((found["ok"], found["problems"]), (True, []))
        self.assertEqual([p["name"] for p in found["packages"] if p["found"] != p["wanted"]], [])
        self.assertEqual(found["model"]["architecture"], "LlamaForCausalLM")
        self.assertEqual((found["model"]["parameters"], found["device"]), (393_856, "cpu"))
        self.assertEqual(found["training"]["steps"], 5)
        self.assertTrue(found["chat"])

    def test_templates_are_told_apart_by_what_they_write(self):
        told = {}
        for template in ("plain", "strict", "thinking", "headers"):
            (found,) = self.ask("check", {"model": str(self.model(template)), "steps": False})
            told[template] = " ".join(name for name, able in found["template"].items() if able)
        self.assertEqual(
            told,
            {
                "plain": "system tools tool_calls",
                "strict": "",
                "thinking": "system tools tool_calls reasoning",
                "headers": "system tools tool_calls",
            },
        )

    def test_what_stands_in_the_way_is_told_with_a_code(self):
        for what, code in (
            ("chat_template.jinja", "no_chat_template"),
            ("tokenizer.json", "unsupported_model"),
            ("model.safetensors", "unsupported_model"),
            ("config.json", "unsupported_model"),
        ):
            with self.subTest(missing=what):
                folder = Path(shutil.copytree(self.model(), self.folder / what))
                (folder / what).unlink()
                (found,) = self.ask("check", {"model": str(folder)}, expect=3)
                self.assertEqual((found["ok"], found["error"]["code"]), (False, code))

    def test_a_model_larger_than_the_memory_is_not_tried(self):
        """Its header tells of weights that nobody has to have."""
        folder = Path(shutil.copytree(self.model(), self.folder / "large"))
        shape = [1 << 20, 1 << 22]
        header = {"a": {"dtype": "F32", "shape": shape, "data_offsets": [0, 4 << 42]}}
        text = json.dumps(header).encode()
        (folder / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text)
        (found,) = self.ask("check", {"model": str(folder)}, expect=3)
        self.assertEqual(found["error"]["code"], "out_of_memory")
        self.assertNotIn("training", found)
