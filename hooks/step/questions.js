// @bun
import{sl}from"./s47.js";export{sl as viewQuestions};
