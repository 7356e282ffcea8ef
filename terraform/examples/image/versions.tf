# tflint-ignore-file: terraform_unused_required_providers
# The module uses them; named here, they can be mocked by a test and configured by you.
terraform {
  required_version = ">= 1.9"

  required_providers {
    archive = {
      source = "hashicorp/archive"
    }
    google = {
      source  = "hashicorp/google"
      version = "~> 7.45"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "~> 7.45"
    }
    time = {
      source = "hashicorp/time"
    }
  }
}
