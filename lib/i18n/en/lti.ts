/** The way from a learning platform (LTI) to a class. Strings only, with `{x}` to fill in. */
export const lti = {
  title: 'Coming from a learning platform',
  /** What is shown where a platform opens the link in a frame. */
  frameBody: 'Forklore opens in a window of its own.',
  frameOpen: 'Open Forklore',
  whoTitle: 'Is this you?',
  whoBody:
    '{platform} says that {name} is coming. Somebody is signed in here as {account}, and nothing ties the two yet.',
  whoBodyNameless:
    'You come from {platform}. Somebody is signed in here as {account}, and nothing ties the two yet.',
  nameless: 'an account without a name',
  whoSame: 'Yes, continue as {account}',
  whoSameNote: 'From now on links of {platform} sign in to this account.',
  whoPassword: 'Password of this account',
  whoOther: 'No, use another account',
  whoOtherNote: 'This account is signed out here, and a new one is made for who comes from {platform}.',
  tieTitle: 'Which class is “{course}”?',
  tieBody:
    'The course of {platform} is tied to one class. Its learners come in from their links, and its teachers and assistants as such.',
  tieChoose: 'A class that you teach',
  tie: 'Tie to this class',
  open: 'Open a new class for it',
  openName: 'Your name in the class',
  joinPlatform: 'You come from {platform}.',
  go: 'Go on',
  where: 'What to do',
  home: 'To the front page',
  classTitle: 'Learning platform',
  classLead:
    'A course of a learning platform that is tied to this class brings its learners here by its links, and its teachers and assistants as such.',
  classEmpty:
    'No course is tied to this class. Open the link of this tool in your course as who teaches it: you are asked then to which class it belongs.',
  tied: '{course}, {platform}',
  tiedOn: 'Tied on {day}',
  untie: 'Untie',
  untieAsk:
    'Who opens a link of “{course}” no longer comes into this class. Everybody who is in it stays, with all that they did.',
  gradesTitle: 'Scores of assignments',
  gradesSent: 'Sent to the platform up to {day}',
  gradesSoon: 'Nothing has been sent yet. The first look is within a minute.',
  gradesNone: 'The platform lets this tool send no scores. Its administrator can allow it for this tool.',
  gradesRefused:
    'The platform did not take {n} {n|score|scores}: it does not know who they are of, or refuses them. They are sent again every hour.',
  gradesNote:
    'What an assignment does not show its learners yet is not sent before. A change of the terms or an extension is sent within an hour.',
  gradesFailure: {
    unreachable: 'The platform cannot be reached at present. It is tried again, and nothing is lost.',
    unauthorized:
      'The platform refuses this tool. Its administrator should check the tool’s keys and services. It is tried again, and nothing is lost.',
    unexpected:
      'The platform answers otherwise than LTI says. Its administrator should check the tool’s services. It is tried again, and nothing is lost.',
  },
  gradesTold: 'What assignments score goes to the gradebook of {platform}, once you are shown it here.',
  chooseTitle: 'Make links in your course',
  chooseBody: 'Choose what {platform} gets a link to.',
  chooseOne: 'Choose what {platform} gets a link to. It takes one at a time.',
  chooseAssignments: 'Assignments of the class, with a column in the gradebook',
  chooseNoAssignments: 'The class has no assignments yet. What you assign later can be chosen then.',
  chooseLessons: 'Lessons, with their quizzes',
  choose: 'Choose',
  returnTitle: '{n} {n|link|links} to make',
  returnBody: 'Nothing is in your course before {platform} has taken it.',
  returnGo: 'Hand over to {platform}',
  membersBring: 'Fill in from {platform}: {course}',
  errors: {
    'not-set-up': {
      title: 'This site takes nobody from learning platforms yet',
      body: 'It has no address of its own set (NEXTAUTH_URL). Tell whoever runs it.',
    },
    'login-ill-formed': {
      title: 'The link is incomplete',
      body: 'The platform did not say who is coming and where to. Open the link in your course again; if that does not help, whoever administers the platform should check the tool’s login address.',
    },
    'platform-unknown': {
      title: 'This platform is not registered here',
      body: 'Whoever runs this site registers a platform by its issuer and client ID. Tell them which platform you came from, or have the platform’s administrator compare both.',
    },
    'target-foreign': {
      title: 'The link leads to another site',
      body: 'The link in your course belongs to another address than this site’s. Its teacher should make it anew.',
    },
    'platform-refused': {
      title: 'The platform did not let you go on',
      body: 'You may be signed out there. Sign in to the platform and open the link again.',
    },
    'state-unknown': {
      title: 'This link has been used, or took too long',
      body: 'Each opening is good once and for 15 minutes. Go back to your course and open the link again.',
    },
    'token-ill-formed': {
      title: 'What the platform sent cannot be read',
      body: 'Open the link again. If it stays so, the platform’s administrator should check that the tool is set up for LTI 1.3.',
    },
    'alg-refused': {
      title: 'The platform signs in a way that is not accepted',
      body: 'Only RS256 is. The platform’s administrator sets that for this tool.',
    },
    'key-unknown': {
      title: 'The platform’s signature is made with an unknown key',
      body: 'It may just have changed its keys: wait a minute and open the link again. If it stays so, whoever runs this site should check the address of the platform’s keys.',
    },
    'keys-unreachable': {
      title: 'The platform’s keys cannot be reached',
      body: 'The platform may be down for the moment. Try again in some minutes; if it stays so, whoever runs this site should check the address of its keys.',
    },
    'signature-wrong': {
      title: 'The platform’s signature does not fit',
      body: 'Open the link again from your course. If it stays so, tell whoever runs this site.',
    },
    'issuer-wrong': {
      title: 'The answer comes from another platform',
      body: 'Whoever runs this site should compare the registered issuer with the platform’s.',
    },
    'audience-wrong': {
      title: 'The answer is meant for another tool',
      body: 'Whoever runs this site should compare the registered client ID with the one at the platform.',
    },
    'time-wrong': {
      title: 'The answer is out of date',
      body: 'Open the link again. If it stays so, the clock of the platform or of this site is wrong by more than a minute.',
    },
    'nonce-wrong': {
      title: 'The answer belongs to another opening of the link',
      body: 'Go back to your course and open the link again.',
    },
    'deployment-unknown': {
      title: 'This installation of the tool is not registered here',
      body: 'The platform has the tool under a deployment ID that whoever runs this site has to add.',
    },
    'message-unknown': {
      title: 'The platform asks for something that is not offered',
      body: 'Use the tool as a link in a course. Whoever administers the platform sets where it is offered.',
    },
    'version-unknown': {
      title: 'The platform speaks another version of LTI',
      body: 'Only LTI 1.3 is spoken here. The platform’s administrator sets that for this tool.',
    },
    'claims-ill-formed': {
      title: 'The platform left out something that is needed',
      body: 'It has to say who is coming and by which link. If privacy settings keep that back, the platform’s administrator can allow it for this tool.',
    },
    'arrival-over': {
      title: 'This is over',
      body: 'Opening a link takes 15 minutes at most, and can be done once. Go back to your course and open it again.',
    },
    'other-browser': {
      title: 'The browser keeps no cookies, or is another one',
      body: 'The link has to be followed in the browser in which it was opened. Allow cookies for this site, and open the link in your course again.',
    },
    'cross-origin': {
      title: 'Another site sent this',
      body: 'Go back to your course and open the link again.',
    },
    'not-proven': {
      title: 'This account was not shown to be yours',
      body: 'Type its password. If it has none, sign in once more by a link in an e-mail, then open the link of your course again.',
    },
    'not-tied': {
      title: 'The course is not tied to a class yet',
      body: 'Your teacher ties it by opening this link once. Ask them, and open it again then. You are signed in meanwhile.',
    },
    'no-role': {
      title: 'The platform does not say that you teach or learn in the course',
      body: 'Only who does comes into its class. Whoever runs the course can give you a role in it.',
    },
    'not-teacher': {
      title: 'Only who teaches the class makes links to it',
      body: 'An assistant or a learner cannot. Ask its teacher, or have them make you one.',
    },
    removed: {
      title: 'You were removed from this class',
      body: 'Its teacher can let you in again, under the class’s members or by a new code.',
    },
    closed: {
      title: 'The class lets nobody in at present',
      body: 'Its teacher can open it again, under who may join. Ask them, and open the link again then.',
    },
    full: {
      title: 'The class is full',
      body: 'Its teacher can allow more learners, under who may join.',
    },
    'name-ill-formed': {
      title: 'This is no name',
      body: 'A name needs 1 to 40 visible characters.',
    },
    'class-unknown': {
      title: 'This is no class that you teach',
      body: 'Choose one of those below, or open a new one.',
    },
  },
}
