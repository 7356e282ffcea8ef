# What a plan cannot see by itself: what was there before. These values are written once and then ignored.

resource "terraform_data" "origin" {
  input = {
    name_prefix = var.name_prefix
    project_id  = var.project_id
    since       = plantimestamp()
  }

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.input.name_prefix == var.name_prefix
      error_message = "name_prefix is '${var.name_prefix}', but this Segue has '${self.input.name_prefix}' and would be deleted, with messages and events. Make another Segue with a separate state, move subscribers, then destroy this one."
    }

    postcondition {
      condition     = self.input.project_id == var.project_id
      error_message = "project_id is '${var.project_id}', but this Segue is in '${self.input.project_id}'. Another project needs a separate state."
    }
  }

  depends_on = [google_cloudfunctions2_function.main, google_eventarc_trigger.main]
}

locals {
  both_first = {
    image  = "The image's triggers do not exist yet: events would be lost. Set build_from_source = true, apply, wait until the image handles events, then set it to false."
    source = "The triggers of the functions from source do not exist yet: events would be lost. Keep image, set build_from_source = true, apply, wait until they handle events, then remove image."
  }
}

# The functions run from source, from an image, or both. To change from one to the other, both have to run
# for a time: the first triggers would be deleted before the second ones exist, and events would be lost.
resource "terraform_data" "way" {
  for_each = toset(concat(var.build_from_source ? ["source"] : [], var.image == null ? [] : ["image"]))

  input = {
    both  = var.build_from_source && var.image != null
    since = plantimestamp()
  }

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.input.both || self.input.since == terraform_data.origin.input.since
      error_message = "image is ${coalesce(var.image, "null")} and build_from_source is ${var.build_from_source}. ${local.both_first[each.key]}"
    }
  }

  # Remembered only if the triggers were made.
  depends_on = [google_cloudfunctions2_function.main, google_eventarc_trigger.main]
}
