# A project in which others turn on APIs, make grants and keep the keys.
module "segue" {
  source = "../.."

  project_id           = var.project_id
  region               = "europe-west4"
  binary_authorization = "default"
  build_from_source    = false
  create_iam           = false
  enable_apis          = false
  image                = var.image

  accounts = {
    for it in ["function", "reader", "scheduler", "trigger"] : it => "segue-${it}@${var.project_id}.iam.gserviceaccount.com"
  }

  database = {
    create   = false
    location = "eur3"
  }

  functions = {
    find_members = { ingress = "ALLOW_INTERNAL_ONLY" }
    sweep        = { ingress = "ALLOW_INTERNAL_ONLY" }
  }

  kms_keys = { region = "projects/acme-keys/locations/europe-west4/keyRings/main/cryptoKeys/segue" }
}

variable "image" {
  description = "The image by digest, in an Artifact Registry repository of the company."
  type        = string
}

variable "project_id" {
  description = "The project with the database."
  type        = string
}

output "grants" {
  description = "What has to be granted, to be made by another configuration."
  value       = module.segue.grants
}

output "platform_commands" {
  description = "The same, and APIs, as commands."
  value       = module.segue.platform_commands
}
