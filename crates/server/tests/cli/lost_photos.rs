//! The folder of photos is not the one they were put in: what the operator sees, and their word.

use nhatky_tests::photo;

use crate::program::{Server, done, get};
use crate::restore::{hand_in, line, phone};

#[tokio::test]
async fn status_tells_that_the_photos_are_elsewhere_and_only_a_command_forgets_them() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Server::start(&["--demo"], &data);
    let member = phone(&data, "R1", &server).await;
    hand_in(&member, "Ảnh", &[photo::stored(1).unwrap()]).await;
    server.stop();
    assert_eq!(line(&data, "photos"), "photos        2, of them missing 0");

    let (blobs, away) = (data.join("blobs"), folder.path().join("away"));
    std::fs::rename(&blobs, &away).unwrap();
    let server = Server::start(&["--demo", "--metrics", "127.0.0.1:0"], &data);
    let numbers = get(server.metrics.as_deref().unwrap(), "/metrics");
    assert!(numbers.contains("nhatky_photos_misplaced 1"), "{numbers}");
    server.stop();
    let told = line(&data, "photos");
    assert!(
        told.contains("missing 2: blobs IS NOT THE FOLDER"),
        "{told}"
    );
    assert!(done(&["lost-photos"], &data).contains("IS NOT THE FOLDER"));

    let printed = done(&["lost-photos", "--forget"], &data);
    assert!(printed.contains("2 photos are forgotten"), "{printed}");
    assert_eq!(line(&data, "photos"), "photos        0, of them missing 0");
}
