variable "image" {
  description = "The image to run, by its digest: `europe-docker.pkg.dev/acme-prod/segue/segue@sha256:…`. `null` has Google build the functions from source."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$", coalesce(var.image, "a/b@sha256:${sha256("")}")))
    error_message = "image is '${coalesce(var.image, "null")}'; allowed is REGISTRY/PATH@sha256:DIGEST. A tag may come to mean another image."
  }
}

variable "source_beside_image" {
  description = "Whether the functions from source stay while `image` runs: for the minutes of a change from one to the other. Both then handle every event, which changes nothing."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.source_beside_image || var.image != null
    error_message = "source_beside_image is ${var.source_beside_image}, but image is null; allowed is true with an image only."
  }
}
