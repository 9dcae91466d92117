// @bun
import{sl}from"./s54.js";export{sl as viewQuestions};
