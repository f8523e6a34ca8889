use super::FolderArgs;

#[derive(Debug, clap::Args)]
pub struct LostPhotosArgs {
    #[command(flatten)]
    pub folder: FolderArgs,
    /// Takes them for lost, however many they are, and the folder `blobs` for the one that photos
    /// belong in.
    #[arg(long)]
    pub forget: bool,
}
