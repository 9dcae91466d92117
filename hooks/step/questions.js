// @bun
import{bl}from"./s9.js";export{bl as viewQuestions};
